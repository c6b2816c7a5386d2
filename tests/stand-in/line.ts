/**
 * The line from the stand-in's servers to the pages that browsers have open: HTTP on 127.0.0.1, with
 * one event stream a page. It knows what each page has been told and has dealt with; `server.ts`
 * decides what to tell.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Control } from './wire.ts';

/** A page as long as its line is open. */
export interface Page {
  readonly id: string;
  /** The session it has entered with, and how much of the updates it has been told. */
  session: string | null;
  told: number;
  entered: boolean;
  /** Places of updates that this page is not told of. */
  readonly unseen: Set<number>;
  /** What it was told and has not dealt with, by number: the place of an update, null for the rest. */
  readonly open: Map<number, number | null>;
}

/** Facts that a page sends. */
export type Asked = Readonly<Record<string, unknown>>;
export type Answer = (page: Page, asked: Asked) => unknown;

interface Waiting {
  readonly isOver: () => boolean;
  readonly resolve: () => void;
}

export class Line {
  readonly pages = new Map<string, Page>();
  readonly #streams = new Map<string, ServerResponse>();
  readonly #unsent = new Map<string, string[]>();
  /** Pages whose line was cut: what they asked before may come in later. */
  readonly #gone = new Set<string>();
  readonly #answerOf: (name: string) => Answer | undefined;
  readonly #server: Server;
  #waiting: Waiting[] = [];
  #number = 0;

  constructor(answerOf: (name: string) => Answer | undefined) {
    this.#answerOf = answerOf;
    this.#server = createServer((request, response) => {
      // Pages of https://web.whatsapp.com ask; nothing else knows the port.
      response.setHeader('Access-Control-Allow-Origin', '*');
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
      if (pathname === '/stream') {
        this.#openStream(searchParams.get('page') ?? '', response);
      } else {
        this.#answer(pathname.slice(1), request, response).catch(() => response.destroy());
      }
    });
  }

  async open(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  /** Tells a page something; answers under which number it reports back. */
  tell(page: Page, control: Control): number {
    this.#number += 1;
    const number = this.#number;
    page.open.set(number, control.kind === 'update' ? control.update.at : null);
    const text = `data: ${JSON.stringify({ ...control, number })}\n\n`;
    const stream = this.#streams.get(page.id);
    if (stream) {
      stream.write(text);
    } else {
      this.#unsent.set(page.id, [...(this.#unsent.get(page.id) ?? []), text]);
    }
    return number;
  }

  /** Whether a page listens; one that has only asked something may never come so far. */
  listens(page: Page): boolean {
    return this.#streams.has(page.id);
  }

  /** Resolves when every page that listens has dealt with this, or is gone. */
  async tellAll(control: Control): Promise<void> {
    const told = [...this.pages.values()].map((page) => ({
      page,
      number: this.tell(page, control),
    }));
    await this.until(() =>
      told.every(({ page, number }) => !page.open.has(number) || !this.listens(page)),
    );
  }

  /** Resolves as soon as this holds; asked again whenever pages report, come or go. */
  async until(isOver: () => boolean): Promise<void> {
    if (!isOver()) {
      await new Promise<void>((resolve) => this.#waiting.push({ isOver, resolve }));
    }
  }

  /** Something changed that somebody may be waiting for. */
  look(): void {
    const over = this.#waiting.filter(({ isOver }) => isOver());
    this.#waiting = this.#waiting.filter((one) => !over.includes(one));
    for (const { resolve } of over) {
      resolve();
    }
  }

  #pageOf(id: string): Page {
    const page = this.pages.get(id) ?? {
      ...{ id, session: null, told: 0, entered: false, unseen: new Set(), open: new Map() },
    };
    if (!this.#gone.has(id)) {
      this.pages.set(id, page);
    }
    return page;
  }

  #openStream(id: string, response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.flushHeaders();
    this.#streams.set(id, response);
    for (const text of this.#unsent.get(id) ?? []) {
      response.write(text);
    }
    this.#unsent.delete(id);
    response.on('close', () => {
      this.#streams.delete(id);
      this.pages.delete(id);
      this.#gone.add(id);
      this.look();
    });
  }

  async #answer(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const asked: Asked = JSON.parse(Buffer.concat(chunks).toString());
    const page = this.#pageOf(String(asked['page']));
    const answer = this.#answerOf(name);
    if (!answer) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(answer(page, asked) ?? {}));
    this.look();
  }
}
