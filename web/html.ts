/**
 * HTML as a tagged template: what is put in is escaped, unless it is HTML already.
 * Every page of `web/` is written with it. Attribute values must stand in double quotes.
 * Never make an `Html` of text that came from outside.
 */

const trusted = new WeakSet<object>();

/** A piece of HTML that is safe to send. Only `html` and `jsonScript` make one. */
export interface Html {
  readonly markup: string;
}

export type HtmlValue = Html | string | number | false | null | undefined | readonly HtmlValue[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function trust(markup: string): Html {
  const made = Object.freeze({ markup });
  trusted.add(made);
  return made;
}

function isList(value: HtmlValue): value is readonly HtmlValue[] {
  return Array.isArray(value);
}

function markupOf(value: HtmlValue): string {
  if (value === false || value === null || value === undefined) {
    return '';
  }
  if (isList(value)) {
    return value.map(markupOf).join('');
  }
  if (typeof value === 'object') {
    // An object that only looks like HTML (out of JSON, say) must not pass unescaped.
    if (!trusted.has(value)) {
      throw new TypeError('html: an object that was not made by html`…` cannot be put in a page');
    }
    return value.markup;
  }
  return String(value).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/**
 * Puts the pieces together; strings and numbers are escaped, lists joined, `false` and `null` are nothing.
 * @example html`<p title="${'a"b'}">${'<i>'}</p>`.markup → '<p title="a&quot;b">&lt;i&gt;</p>'
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return trust(
    strings
      .map((part, index) => part + (index < values.length ? markupOf(values[index]) : ''))
      .join(''),
  );
}

/** A data block for the page's own scripts: it is never run, so a strict CSP allows it. */
export function jsonScript(id: string, value: unknown): Html {
  const json = JSON.stringify(value).replaceAll('<', '\\u003c');
  return trust(`<script type="application/json" id="${markupOf(id)}">${json}</script>`);
}
