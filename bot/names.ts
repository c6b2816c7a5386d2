/** Names as people show them on WhatsApp: anybody's text, so it is made harmless first. */

/** Long enough for any name; longer is an attack or a joke. */
const MAX_CHARACTERS = 64;
/** No script writes more marks on one letter; a tower of them would cover the lines around it. */
const TOO_MANY_MARKS = /(\p{M}{6})\p{M}+/gu;
/**
 * Control characters, direction marks, zero-width and other invisible ones, and spaces of any width;
 * but not what holds an emoji family together: the joiner between two pictures, and the mark that
 * asks for the coloured one.
 */
const INVISIBLE =
  /(?!(?<=\p{ExtPict}(?:\p{EMod}|\uFE0F)?)\u200D(?=\p{ExtPict})|(?<=\p{Emoji})\uFE0F)[\p{Cc}\p{Cf}\p{Z}\p{Co}\p{Cn}\p{Cs}\p{DI}\u2800]/gu;

/** A name without anything invisible or that WhatsApp would format, of at most 64 characters. */
export function cleanName(name: string): string {
  const visible = name
    .slice(0, 1000)
    .replace(/[*_~`]/g, '')
    .normalize('NFC')
    .replace(INVISIBLE, ' ')
    .replace(TOO_MANY_MARKS, '$1');
  const words = visible.split(' ').filter((word) => word !== '');
  return [...new Intl.Segmenter().segment(words.join(' '))]
    .slice(0, MAX_CHARACTERS)
    .map((part) => part.segment)
    .join('')
    .trim();
}
