/** What the simulator's API acts on: the pretend WhatsApp, and the office's commands and queries. */

import type { Simulator } from '../../bot/channels/simulator/simulator.ts';
import type { ChatId, GroupId, MemberId, Role } from '../../bot/types.ts';

type Input = Record<string, unknown>;

/** What the API acts on. */
export interface SimulatorApiParts {
  readonly simulator: Simulator;
  /** Named commands and queries of the bot's office; they throw BadInput. */
  readonly office: {
    addGroup(input: Input): Promise<{ id: GroupId }>;
    /** Registers her by her (phone) person id. */
    addMember(input: Input): { id: MemberId };
    members(group: GroupId): readonly {
      readonly id: MemberId;
      readonly name: string;
      readonly role: Role;
      readonly language: string | null;
    }[];
    groups(): readonly {
      readonly id: GroupId;
      readonly name: string;
      readonly chat: ChatId;
      /** The chat of those who run it; null: it has none. */
      readonly staffChat: ChatId | null;
      readonly zone: string;
    }[];
    meetings(group: GroupId): unknown;
    outbox(filter: { group: GroupId }): readonly {
      readonly key: string;
      readonly kind: string;
      readonly status: string;
      /** Whose direct chat it goes to; null: the group's chat. */
      readonly member: MemberId | null;
      /** Whether it goes to the group's staff chat. */
      readonly toStaff: boolean;
      readonly dueAt: number;
    }[];
    upcoming(group: GroupId): readonly {
      readonly flow: string;
      readonly key: string;
      readonly at: number;
    }[];
  };
  /** Everything said so far is handled and what is due is sent. */
  settle(): Promise<void>;
  /** Moves the pretend clock to an instant, doing all that falls due on the way. */
  advanceTo(at: number): Promise<void>;
  /** Told of a fault of our own; the caller only hears that there was one. */
  onError?(error: unknown): void;
}
