/**
 * What is thrown when somebody typed or sent something that cannot be: a command line, a form, a
 * setting, an HTTP body. Caught where it came in; never for a fault of our own.
 */

/** One line for whoever typed it: what is wrong, where, and what to do. Never the text of a message. */
export class BadInput extends Error {
  override readonly name: string = 'BadInput';
}

/** The input names a group, chat, message or person that does not exist. */
export class NotFound extends BadInput {
  override readonly name = 'NotFound';
}
