/**
 * Run inside the page, before and after the library adds its listeners: makes good what builds of
 * WhatsApp Web changed since the library was made. Each repair stands alone, and one that does not fit
 * the page leaves it as it was. Passed to `evaluate`: nothing from outside may be used.
 */

interface KeyLike {
  _serialized?: string;
  $1?: string;
  fromMe?: boolean;
  remote?: unknown;
  id?: string;
  participant?: unknown;
}

interface KeyClass {
  readonly prototype: KeyLike & { toJSON?: () => unknown };
  fromString?(text: string): KeyLike;
}

interface ModelLike {
  readonly id: KeyLike;
  readonly body?: string;
  serialize(): Record<string, unknown>;
}

declare const window: {
  require(name: string): unknown;
  WWebJS: { getMessageModel(model: ModelLike): Record<string, unknown> };
  holdepunkt?: { require?: (name: string) => unknown };
};

/**
 * Message keys tell their whole form again. Builds since July 2026 keep it as `$1`; on the prototype
 * the repair holds for keys made before it, too. The library's model of a message gets it as its own
 * property, because copies out of the page leave getters behind.
 */
export function repairKeys(): void {
  const plain = (wid: unknown): string =>
    typeof wid === 'string' ? wid : String((wid as KeyLike | null)?._serialized ?? wid);
  const whole = (key: KeyLike): string | undefined => {
    if (key.id === undefined) {
      return undefined;
    }
    const text = key.$1 ?? String(key);
    const end = key.participant ? `_${plain(key.participant)}` : '';
    return text.includes(key.id) ? text : `${key.fromMe}_${plain(key.remote)}_${key.id}${end}`;
  };
  try {
    const found = window.require('WAWebMsgKey') as KeyClass & { readonly default?: KeyClass };
    const keys = found.prototype ? found : found.default;
    const prototype = keys?.prototype;
    if (prototype && keys.fromString?.('false_1@c.us_ABC')._serialized === undefined) {
      Object.defineProperty(prototype, '_serialized', {
        configurable: true,
        get(this: KeyLike) {
          return whole(this);
        },
        // A build that has it sets it as the key's own, as before.
        set(this: KeyLike, value: string) {
          Object.defineProperty(this, '_serialized', {
            value,
            writable: true,
            enumerable: true,
            configurable: true,
          });
        },
      });
    }
    if (prototype && typeof prototype.toJSON !== 'function') {
      prototype.toJSON = function toJSON(this: KeyLike) {
        return { ...this, _serialized: this._serialized };
      };
    }
  } catch {
    // No such module, or a sealed one: the reader of keys rebuilds the form.
  }
}

/** A message can be read also where a part of it cannot, and its key tells its whole form. */
export function repairModels(): void {
  const library = window.WWebJS;
  const original = library?.getMessageModel;
  if (typeof original !== 'function') {
    return;
  }
  const own = (key: unknown): unknown => {
    const one = key as KeyLike | null | undefined;
    if (!one || typeof one !== 'object' || Object.hasOwn(one, '_serialized')) {
      return key;
    }
    const text = one._serialized ?? one.$1;
    return text === undefined ? key : { ...one, _serialized: text };
  };
  library.getMessageModel = (model) => {
    let copy: Record<string, unknown>;
    try {
      copy = original(model);
    } catch {
      const remote = model.id.remote as { _serialized?: string } | string | undefined;
      const chat = typeof remote === 'object' ? remote._serialized : remote;
      copy = { ...model.serialize(), id: { ...model.id, remote: chat } };
    }
    const id = own(copy['id']) as KeyLike | undefined;
    const text = id?._serialized ?? model.id._serialized ?? model.id.$1;
    copy['id'] = id && text !== undefined ? { ...id, _serialized: text } : id;
    copy['protocolMessageKey'] = own(copy['protocolMessageKey']);
    return copy;
  };
}

/**
 * Until `takeModulesBack`, modules that the library can do without are given as empty: those in
 * `optional` where the page lacks them, those in `unneeded` always. It would stop half-way otherwise,
 * and hear nothing at all.
 */
export function lendModules(optional: string[], unneeded: string[]): void {
  const original = window.require;
  const tolerant = (name: string): unknown => {
    if (unneeded.includes(name)) {
      return {};
    }
    try {
      return original(name);
    } catch (error) {
      if (optional.includes(name)) {
        return {};
      }
      throw error;
    }
  };
  try {
    window.require = Object.assign(tolerant, original);
    window.holdepunkt = { ...window.holdepunkt, require: original };
  } catch {
    // It cannot be replaced; then all modules must be there.
  }
}

/** Gives the page its own modules again. */
export function takeModulesBack(): void {
  if (window.holdepunkt?.require) {
    window.require = window.holdepunkt.require;
  }
}
