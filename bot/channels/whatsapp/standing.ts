/**
 * How the channel stands, for people to see. The session writes it; every change is told. Holds the
 * code to scan in memory only.
 */

import type { ChannelPhase, ChannelProblem, ChannelState, Clock } from '../../types.ts';

/** What the message side saw of the session from outside. */
export type Report = 'unheard-message' | 'unconfirmed-send' | 'heard' | 'confirmed';

export type Link = ChannelState['link'];

/** How many sends in a row must stay without an acknowledgement: one alone may be a slow moment. */
const UNCONFIRMED_SENDS = 2;

export class Standing {
  readonly #clock: Clock;
  readonly #onChange: () => void;
  #state: ChannelState;
  #found: readonly ChannelProblem[] = [];
  #unheard = 0;
  #unconfirmed = 0;

  constructor(clock: Clock, onChange: () => void) {
    this.#clock = clock;
    this.#onChange = onChange;
    this.#state = {
      phase: 'stopped',
      sinceAt: clock.now(),
      link: null,
      problems: [],
      version: null,
      attempts: 0,
    };
  }

  get state(): ChannelState {
    return this.#state;
  }

  get phase(): ChannelPhase {
    return this.#state.phase;
  }

  /** Goes into a phase; what is there to scan or type belongs to it. */
  enter(phase: ChannelPhase, link: Link = null): void {
    const sinceAt = phase === this.#state.phase ? this.#state.sinceAt : this.#clock.now();
    const attempts = phase === 'connected' ? 0 : this.#state.attempts;
    this.#change({ phase, sinceAt, link, attempts });
  }

  /** One more attempt at coming back. */
  countAttempt(): void {
    this.#change({ attempts: this.#state.attempts + 1 });
  }

  /** What the self-test found, and the build of WhatsApp Web; null where the page does not tell. */
  noteTest(found: readonly ChannelProblem[], version: string | null): void {
    this.#found = found;
    this.#change({ version });
  }

  /** What was heard or sent, or was not; answers how often in a row in vain. */
  note(kind: Report): number {
    switch (kind) {
      case 'heard':
        this.#unheard = 0;
        break;
      case 'confirmed':
        this.#unconfirmed = 0;
        break;
      case 'unheard-message':
        this.#unheard += 1;
        break;
      default:
        this.#unconfirmed += 1;
    }
    this.#change({});
    return kind === 'unheard-message'
      ? this.#unheard
      : kind === 'unconfirmed-send'
        ? this.#unconfirmed
        : 0;
  }

  #change(part: Partial<ChannelState>): void {
    const next = { ...this.#state, ...part };
    const problems = next.phase === 'connected' ? this.#listProblems() : [];
    const before = JSON.stringify(this.#state);
    this.#state = { ...next, problems };
    if (JSON.stringify(this.#state) !== before) {
      this.#onChange();
    }
  }

  #listProblems(): ChannelProblem[] {
    return [
      ...this.#found,
      ...(this.#unheard > 0 ? (['messages-unheard'] as const) : []),
      ...(this.#unconfirmed >= UNCONFIRMED_SENDS ? (['sends-unconfirmed'] as const) : []),
    ];
  }
}
