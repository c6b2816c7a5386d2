/** Reads a phone number as people write it. Called by `page.ts`; it never repeats what was written. */

/**
 * The digits of a number with its country's code, `4520123456`; without such a code it is Danish.
 * Null where no such number can exist.
 */
export async function readPhone(text: string): Promise<string | null> {
  // Loaded only where somebody links by a number: the bot need not carry the numbers of the world.
  const { parsePhoneNumberFromString } = await import('libphonenumber-js/min');
  // "(+45) 20 12 34 56" is usual in letterheads, and no form that the library knows.
  const plain = text.replace(/^\(\+(\d{1,3})\)/, '+$1');
  const number = parsePhoneNumberFromString(plain, { defaultCountry: 'DK', extract: false });
  return number?.isValid() ? number.number.slice(1) : null;
}
