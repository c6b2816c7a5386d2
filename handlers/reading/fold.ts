/** Texts that people type by hand, made comparable. */

const SPELLED: Readonly<Record<string, string>> = { æ: 'a', ø: 'o', å: 'a', ß: 'ss', ı: 'i' };

/**
 * Lower case, without accents, and Danish letters in whichever way a phone without them has
 * written them.
 *
 * @example fold('Fremmøde') → 'fremmode'
 * @example fold('hjaelp') → 'hjalp'
 */
export function fold(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[æøåßı]/g, (letter) => SPELLED[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ae/g, 'a')
    .replace(/oe/g, 'o')
    .replace(/aa/g, 'a');
}
