/**
 * The WhatsApp channel keeps the channel contract, on a real Chromium and the stand-in's pages, with
 * message keys as they are since July 2026. `tests/long` runs it with the older ones.
 */
import { describe } from 'vitest';
import { findChromium } from '../chromium.ts';
import { channelContract } from './channel.ts';
import { openWhatsAppSide } from './whatsapp-side.ts';

describe.skipIf(findChromium() === null)('in a browser', () => {
  channelContract('WhatsApp', () => openWhatsAppSide('$1'), { skip: [] });
});
