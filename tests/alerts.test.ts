/** What a person is told and when, by webhook and e-mail. */

import { describe, expect, it } from 'vitest';
import { createScene, endMessage, HOUR, MINUTE_MS, textOf, WORDS } from './alert-scene.ts';

describe('WhatsApp away', () => {
  it('is told after five minutes, by each way once', async () => {
    const scene = await createScene();
    expect(await scene.pass(30)).toEqual([]);
    scene.stand({ phase: 'away' });
    expect(await scene.pass(4)).toEqual([]);
    expect(scene.mail.said).toEqual([]);
    expect(await scene.pass(2)).toEqual(['1 away']);
    expect(scene.mail.mails).toHaveLength(1);
  });

  it('is nothing when it comes back before that', async () => {
    const scene = await createScene();
    scene.stand({ phase: 'away' });
    await scene.pass(4);
    scene.stand({ phase: 'connected' });
    expect(await scene.pass(1)).toEqual([]);
    scene.stand({ phase: 'away' });
    expect(await scene.pass(4)).toEqual([]);
    expect(scene.mail.mails).toEqual([]);
  });

  it('says it in Danish and English, with what a program needs beside', async () => {
    const scene = await createScene();
    scene.stand({ phase: 'away' });
    await scene.pass(5);
    expect(scene.hook.posted).toEqual([
      {
        type: 'application/json',
        body: {
          account: 'odense',
          kind: 'away',
          text: expect.stringMatching(
            /^Holdepunkt \(odense\): WhatsApp er ikke forbundet\. .+ Det har varet i 5 minutter\.\n\nHoldepunkt \(odense\): WhatsApp is not connected\. .+ It has lasted for 5 minutes\.$/,
          ),
          since: '2026-11-22T08:00:00Z',
        },
      },
    ]);
    const [mail] = scene.mail.mails;
    expect(mail?.text).toBe(textOf(scene.hook.posted[0]));
    expect(mail?.header).toMatch(/^From: maria@example\.org$/m);
    expect(mail?.header).toMatch(/^To: maria@example\.org$/m);
    expect(mail?.header).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(mail?.header).toMatch(/^Subject: .*odense/m);
  });

  it('is told again every hour, later every six, and once when it is over', async () => {
    const scene = await createScene();
    scene.stand({ phase: 'away' });
    const told = await scene.pass(20 * HOUR);
    const hours = [0, 1, 2, 3, 4, 5, 6, 12, 18];
    expect(told).toEqual(hours.map((hour) => `${5 + hour * HOUR} away`));
    scene.stand({ phase: 'connected' });
    expect(await scene.pass(3)).toEqual(['1 well']);
    expect(textOf(scene.hook.posted.at(-1))).toMatch(
      /20 timer og 1 minut\.\n\n.*20 hours, 1 minute/,
    );
    expect(scene.mail.mails).toHaveLength(hours.length + 1);
  });

  it('is one time away, whatever the channel tries on its way back', async () => {
    const scene = await createScene();
    scene.stand({ phase: 'away' });
    await scene.pass(3);
    scene.stand({ phase: 'starting', attempts: 2 });
    expect(await scene.pass(2)).toEqual(['2 away']);
  });
});

describe('an account that is logged out', () => {
  it('is told at once, also when it was away before', async () => {
    const scene = await createScene();
    scene.stand({ phase: 'away' });
    expect(await scene.pass(7)).toEqual(['5 away']);
    scene.stand({ phase: 'unlinked' });
    expect(await scene.pass(1)).toEqual(['1 unlinked']);
    scene.stand({ phase: 'linking' });
    expect(await scene.pass(HOUR)).toEqual([`${HOUR} unlinked`]);
    scene.stand({ phase: 'connected' });
    expect(await scene.pass(2)).toEqual(['1 well']);
  });

  it('is told after a restart too: then it waits to be linked', async () => {
    const scene = await createScene();
    scene.stand({ phase: 'linking' });
    expect(await scene.pass(6)).toEqual(['5 unlinked']);
  });

  it('is not meant when the account is linked for the first time', async () => {
    const scene = await createScene(0);
    scene.stand({ phase: 'starting' });
    await scene.pass(2);
    scene.stand({ phase: 'linking' });
    expect(await scene.pass(10 * HOUR)).toEqual([]);
    scene.stand({ phase: 'starting' });
    expect(await scene.pass(4)).toEqual([]);
    scene.stand({ phase: 'connected' });
    await scene.pass(1);
    scene.stand({ phase: 'linking' });
    expect(await scene.pass(6)).toEqual(['5 unlinked']);
  });
});

describe('a problem of the channel', () => {
  it('is told when it lasts five minutes, a further one when that lasts, and the end of all', async () => {
    const scene = await createScene();
    scene.stand({ problems: ['votes-unheard'] });
    expect(await scene.pass(7)).toEqual(['6 problems']);
    scene.stand({ problems: ['votes-unheard', 'page-unknown'] });
    expect(await scene.pass(10)).toEqual(['6 problems']);
    const text = textOf(scene.hook.posted.at(-1));
    expect(text).toContain(WORDS('da', 'status.problem.page-unknown'));
    expect(text).toContain(WORDS('en', 'status.problem.votes-unheard'));
    scene.stand({ problems: ['page-unknown'] });
    expect(await scene.pass(5)).toEqual([]);
    scene.stand({ problems: [] });
    expect(await scene.pass(5)).toEqual(['1 well']);
  });

  it('is nothing when it is short, and while the channel is away', async () => {
    const scene = await createScene();
    for (let again = 0; again < 3; again += 1) {
      scene.stand({ problems: ['keys-unreadable'] });
      expect(await scene.pass(4)).toEqual([]);
      scene.stand({ problems: [] });
      expect(await scene.pass(1)).toEqual([]);
    }
    scene.stand({ problems: ['keys-unreadable'] });
    await scene.pass(3);
    scene.stand({ phase: 'away' });
    await scene.pass(3);
    scene.stand({ phase: 'connected' });
    expect(await scene.pass(4)).toEqual([]);
    scene.stand({ phase: 'away', problems: ['keys-unreadable'] });
    expect(await scene.pass(20)).toEqual(['5 away']);
    scene.stand({ phase: 'connected' });
    expect(await scene.pass(5)).toEqual(['1 well']);
  });
});

describe('messages that went wrong', () => {
  it('are told by their number, at most once an hour', async () => {
    const scene = await createScene();
    await scene.pass(1);
    endMessage(scene, 'held');
    expect(await scene.pass(5)).toEqual(['1 messages']);
    expect(textOf(scene.hook.posted[0])).toMatch(/: 1 besked er holdt tilbage.*1 message is held/s);
    endMessage(scene, 'failed');
    await scene.pass(5);
    endMessage(scene, 'failed');
    expect(await scene.pass(2 * HOUR)).toEqual([`${HOUR - 9} messages`]);
    expect(textOf(scene.hook.posted[1])).toMatch(/: 2 beskeder kunne ikke sendes/);
    expect(textOf(scene.hook.posted[1])).not.toMatch(/holdt tilbage/);
  });

  it('of long ago are not told after a start', async () => {
    const scene = await createScene();
    endMessage(scene, 'held', 25 * HOUR * MINUTE_MS);
    endMessage(scene, 'failed', 3 * HOUR * MINUTE_MS);
    expect(await scene.pass(2)).toEqual(['1 messages']);
    expect(textOf(scene.hook.posted[0])).not.toMatch(/holdt tilbage/);
  });
});

describe('a way that fails', () => {
  it('does not stop the other, and is tried again', async () => {
    const scene = await createScene();
    scene.hook.status = 500;
    scene.stand({ phase: 'away' });
    expect(await scene.pass(7)).toEqual(['5 away', '6 away', '7 away']);
    expect(scene.mail.mails).toHaveLength(1);
    scene.hook.status = 200;
    expect(await scene.pass(5)).toEqual(['1 away']);
    scene.mail.recipient = '550 no such person';
    scene.stand({ phase: 'unlinked' });
    expect(await scene.pass(3)).toEqual(['1 unlinked']);
    expect(scene.mail.mails).toHaveLength(1);
    scene.stand({ phase: 'connected' });
    scene.mail.recipient = '250 fine';
    expect(await scene.pass(1)).toEqual(['1 well']);
    // What is over is told as such, and not first that it has begun.
    expect(scene.mail.mails).toHaveLength(2);
    expect(scene.mail.mails[1]?.text).toMatch(/WhatsApp er forbundet igen/);
  });

  it('loses no count', async () => {
    const scene = await createScene();
    scene.hook.status = 503;
    for (let hours = 0; hours < 3; hours += 1) {
      endMessage(scene, 'failed');
      await scene.pass(HOUR);
    }
    scene.hook.status = 200;
    await scene.pass(1);
    expect(textOf(scene.hook.posted.at(-1))).toMatch(/: 3 beskeder kunne ikke sendes/);
    expect(scene.mail.mails).toHaveLength(3);
  });

  it('is not followed elsewhere', async () => {
    const scene = await createScene();
    scene.hook.status = 307;
    scene.stand({ phase: 'unlinked' });
    await scene.pass(1);
    expect(scene.hook.posted).toHaveLength(1);
  });
});

describe('what an alert tells', () => {
  it('is about nobody', async () => {
    const scene = await createScene();
    scene.world.addMother(scene.group, 'Amina');
    endMessage(scene, 'held');
    endMessage(scene, 'failed');
    scene.stand({ phase: 'unlinked', link: { kind: 'qr', text: 'secret-of-the-link' } });
    await scene.pass(1);
    scene.stand({ phase: 'connected', problems: ['sends-unconfirmed'], link: null });
    await scene.pass(8);
    expect(scene.hook.posted.map(({ body }) => body.kind)).toEqual([
      'unlinked',
      'messages',
      'well',
      'problems',
    ]);
    const all = JSON.stringify([scene.hook.posted, scene.mail.mails]);
    expect(all).not.toMatch(/Amina|Vollsmose|Familiehuset|g\.us|4520|secret|reminder:|hunter2/);
  });
});
