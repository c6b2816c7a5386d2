/**
 * The pretended clock: what time it is here, and the buttons that move it forward.
 */

import { byId, fill } from './element.js';
import { zoneOf } from './session.js';

/** @import { Api, Session, Words } from './types.js' */

/** @param {Session} session @param {Api} api @param {Words} words */
export function createClock(session, api, words) {
  const { view } = session;
  const reminder = byId('clock-reminder');
  const buttons = [...document.querySelectorAll('.clock-moves button')];
  const note = /** @type {Element} */ (reminder.querySelector('small'));
  let moving = false;

  function nextReminder() {
    const now = view.state?.now ?? '';
    return (view.upcoming ?? [])
      .filter(({ flow, at }) => flow === 'reminder' && at > now)
      .toSorted((one, other) => one.at.localeCompare(other.at))[0];
  }

  function draw() {
    const zone = zoneOf(view.group);
    const now = view.state?.now;
    const next = nextReminder();
    const time = byId('clock-now');
    time.setAttribute('datetime', now ?? '');
    fill(time, [now, zone], () => now && words.moment(now, zone));
    fill(note, [next?.at, zone], () =>
      next ? words.shortMoment(next.at, zone) : view.upcoming && words.t('clock.noReminder'),
    );
    for (const button of buttons) {
      // Not `disabled`: that would throw the focus away from the button just pressed.
      const usable = !moving && now !== undefined && (button !== reminder || next !== undefined);
      button.setAttribute('aria-disabled', usable ? 'false' : 'true');
    }
    byId('clock-now').parentElement?.classList.toggle('moving', moving);
  }

  /** @param {{ to: string } | { advance: string }} move */
  async function moveClock(move) {
    moving = true;
    session.tell(words.t('clock.moving'), false);
    draw();
    const moved = await session.act(async () => {
      await api.moveClock(move);
      return true;
    });
    moving = false;
    draw();
    if (moved && view.state) {
      const time = words.moment(view.state.now, zoneOf(view.group));
      session.tell(words.t('clock.moved', { time }), false);
    }
  }

  for (const button of buttons) {
    button.addEventListener('click', () => {
      const next = nextReminder();
      const { advance } = /** @type {HTMLElement} */ (button).dataset;
      if (button.getAttribute('aria-disabled') === 'true') {
        return;
      }
      if (advance) {
        void moveClock({ advance });
      } else if (next) {
        void moveClock({ to: next.at });
      }
    });
  }
  session.onChange(draw);
}
