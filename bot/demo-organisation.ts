/** Fills an empty simulator with a small organisation, so that there is somebody to play. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Input } from './group-input.ts';
import type { Office } from './office.ts';
import type { ChatId, PersonId } from './types.ts';

/** The pretend people and chats that the demo needs. */
export interface PretendPeople {
  chats(): readonly unknown[];
  newName(prefix: string): string;
  createChat(chat: { id: string; name: string; members?: readonly string[] }): ChatId;
  createPerson(person: { id: string; name: string; identity: 'phone' | 'lid' }): {
    readonly id: string;
    readonly phone: PersonId;
  };
  join(chat: string, person: string): void;
}

interface DemoMember {
  readonly name: string;
  readonly role: string;
  readonly language: string;
  readonly identity?: 'phone' | 'lid';
}

interface DemoGroup extends Input {
  readonly name: string;
  /** The name of the chat of those who run it. */
  readonly staffChat: string;
  readonly members: readonly DemoMember[];
}

/** Who is in the staff chat. */
const RUNS_IT: readonly string[] = ['volunteer', 'coordinator'];

const FILE = join(import.meta.dirname, 'channels', 'simulator', 'demo.json');

/** Adds the demo groups and their people; nothing where the simulator has a chat already. */
export async function addDemoOrganisation(simulator: PretendPeople, office: Office): Promise<void> {
  if (simulator.chats().length > 0) {
    return;
  }
  const { groups } = JSON.parse(readFileSync(FILE, 'utf8')) as { groups: readonly DemoGroup[] };
  for (const { members, staffChat, ...settings } of groups) {
    const staff: string[] = [];
    const chat = simulator.createChat({ id: simulator.newName('g'), name: settings.name });
    await office.addGroup({ ...settings, id: chat, chat });
    for (const { identity, ...member } of members) {
      const person = simulator.createPerson({
        id: simulator.newName('m'),
        name: member.name,
        identity: identity ?? 'phone',
      });
      office.addMember({ ...member, group: chat, id: person.id, person: person.phone });
      simulator.join(chat, person.id);
      if (RUNS_IT.includes(member.role)) {
        staff.push(person.id);
      }
    }
    const id = simulator.newName('g');
    const own = simulator.createChat({ id, name: staffChat, members: staff });
    await office.setStaffChat(chat, own);
  }
}
