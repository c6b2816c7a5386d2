/**
 * What WhatsApp Web's models and collections do for those who listen to them: `on`, `once`, `off`,
 * `trigger`, `change:<field>` with the value now and before, and models as plain data.
 */
import { MsgKey, Wid } from './ids.js';

// Kept outside the objects: what belongs to a model crosses to Node as data.
const heard = new WeakMap();
const homes = new WeakMap();
const awaited = new WeakMap();

function listenersOf(emitter) {
  if (!heard.has(emitter)) {
    heard.set(emitter, new Map());
  }
  return heard.get(emitter);
}

export class Emitter {
  on(names, listener) {
    for (const name of names.split(' ')) {
      const listeners = listenersOf(this);
      listeners.set(name, [...(listeners.get(name) ?? []), listener]);
      awaited.get(this)?.get(name)?.resolve();
    }
    return this;
  }

  once(names, listener) {
    const first = (...facts) => {
      this.off(names, first);
      listener(...facts);
    };
    return this.on(names, first);
  }

  off(names, listener) {
    for (const name of names.split(' ')) {
      const listeners = listenersOf(this);
      const kept = (listeners.get(name) ?? []).filter((one) => listener && one !== listener);
      listeners.set(name, kept);
    }
    return this;
  }

  trigger(name, ...facts) {
    for (const listener of listenersOf(this).get(name) ?? []) {
      listener(...facts);
    }
    return this;
  }
}

/** Resolves when somebody listens to this. */
export function whenHeard(emitter, name) {
  if (listenersOf(emitter).get(name)?.length > 0) {
    return Promise.resolve();
  }
  if (!awaited.has(emitter)) {
    awaited.set(emitter, new Map());
  }
  const waiting = awaited.get(emitter).get(name) ?? Promise.withResolvers();
  awaited.get(emitter).set(name, waiting);
  return waiting.promise;
}

export class Model extends Emitter {
  constructor(values) {
    super();
    Object.assign(this, values);
  }

  /** Changes fields and tells of each that is different: the field first, then the whole. */
  set(values) {
    const changes = Object.entries(values)
      .filter(([name, now]) => this[name] !== now)
      .map(([name, now]) => ({ name, now, before: this[name] }));
    Object.assign(this, values);
    for (const { name, now, before } of changes) {
      this.tell(`change:${name}`, now, before);
    }
    if (changes.length > 0) {
      this.tell('change');
    }
    return this;
  }

  tell(name, ...facts) {
    this.trigger(name, this, ...facts);
    for (const collection of homes.get(this) ?? []) {
      collection.trigger(name, this, ...facts);
    }
  }

  serialize() {
    return Object.fromEntries(
      Object.entries(this).filter(
        ([, value]) => value !== undefined && typeof value !== 'function',
      ),
    );
  }

  toJSON() {
    return this.serialize();
  }
}

/** The text by which a collection knows a key, a wid, or either as plain data. */
function nameOf(id) {
  if (typeof id === 'string' || id instanceof Wid || id instanceof MsgKey) {
    return String(id);
  }
  return id?._serialized ?? id?.$1;
}

export class Collection extends Emitter {
  #models = new Map();

  /** A model by its id; nothing and unknown ids miss. */
  get(id) {
    return this.#models.get(nameOf(id));
  }

  /** Adds and tells of it, unless quietly; one that is there already takes over the fields. */
  add(model, { quietly = false } = {}) {
    const known = this.get(model.id);
    if (known) {
      return known.set(model.serialize());
    }
    this.#models.set(nameOf(model.id), model);
    homes.set(model, [...(homes.get(model) ?? []), this]);
    if (!quietly) {
      this.trigger('add', model);
    }
    return model;
  }

  /** A model has another id now: it stays where it is. */
  rename(before) {
    const models = this.getModelsArray();
    if (this.#models.has(nameOf(before))) {
      this.#models = new Map(models.map((model) => [nameOf(model.id), model]));
    }
  }

  /** Puts models in front: earlier messages come in later. */
  addFirst(models) {
    const later = [...this.#models];
    this.#models = new Map();
    for (const model of models) {
      this.add(model);
    }
    for (const [name, model] of later) {
      this.#models.set(name, model);
    }
  }

  get length() {
    return this.#models.size;
  }

  getModelsArray() {
    return [...this.#models.values()];
  }

  toArray() {
    return this.getModelsArray();
  }

  serialize() {
    return this.getModelsArray().map((model) => model.serialize());
  }

  toJSON() {
    return this.serialize();
  }
}
