/** The simulator's calls on groups: making them, their people, and the look behind the scenes. */

import type express from 'express';
import { BadInput, NotFound } from '../../bot/bad-input.ts';
import type { ChatId, GroupId } from '../../bot/types.ts';
import * as read from './api-input.ts';
import type { SimulatorApiParts } from './api-parts.ts';
import { showInstant } from './api-time.ts';

/** Adds the calls on groups, their people and their record. */
export function addGroupCalls(router: express.Router, parts: SimulatorApiParts): void {
  const { simulator, office } = parts;
  const requireGroup = (id: string): { id: GroupId; chat: ChatId; staffChat: ChatId | null } => {
    const group = office.groups().find((one) => one.id === id);
    if (!group) {
      throw new NotFound('There is no group of that id; GET /state lists them.');
    }
    return group;
  };
  router.post('/groups', async (request, response) => {
    const body = read.readBody(request.body);
    if (simulator.standingFaults().away !== undefined) {
      throw new BadInput(
        'The bot is away and sees no new chat; POST /faults {"away": false} first.',
      );
    }
    const chat = simulator.createChat({
      id: simulator.newName('g'),
      name: read.readName(body, 'name'),
    });
    try {
      const { id } = await office.addGroup({ ...body, id: chat, chat });
      response.json({ id });
    } catch (error) {
      simulator.removeChat(chat);
      throw error;
    }
  });
  router.post('/groups/:id/members', (request, response) => {
    const body = read.readBody(request.body);
    const { id: group, chat } = requireGroup(request.params.id);
    const person = simulator.createPerson({
      id: simulator.newName('m'),
      name: read.readName(body, 'name'),
      identity: read.readIdentity(body),
    });
    const { identity: _, ...known } = body;
    try {
      const registered = {
        ...known,
        name: person.name,
        group,
        id: person.id,
        person: person.phone,
      };
      office.addMember(registered);
    } catch (error) {
      simulator.removePerson(person.id);
      throw error;
    }
    simulator.join(chat, person.id);
    response.json({ id: person.id });
  });
  router.delete('/groups/:id/members/:member', (request, response) => {
    simulator.leave(requireGroup(request.params.id).chat, request.params.member);
    response.json({ id: request.params.member });
  });
  router.get('/groups/:id/meetings', async (request, response) => {
    response.json(await office.meetings(requireGroup(request.params.id).id));
  });
  router.get('/groups/:id/outbox', (request, response) => {
    const group = requireGroup(request.params.id);
    const rows = office.outbox({ group: group.id });
    response.json(
      rows.map(({ key, kind, status, member, toStaff, dueAt }) => {
        const shared = toStaff ? group.staffChat : group.chat;
        const chat = member === null ? shared : `dm-${member}`;
        return { key, kind, status, chat, dueAt: showInstant(dueAt) };
      }),
    );
  });
  router.get('/groups/:id/upcoming', (request, response) => {
    const upcoming = office.upcoming(requireGroup(request.params.id).id);
    response.json(upcoming.map(({ flow, key, at }) => ({ flow, key, at: showInstant(at) })));
  });
}
