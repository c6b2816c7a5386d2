/** The WhatsApp channel keeps the channel contract, on a real Chromium and the stand-in's pages. */
import { describe } from 'vitest';
import { findChromium } from '../chromium.ts';
import { channelContract } from './channel.ts';
import { openWhatsAppSide } from './whatsapp-side.ts';

describe.skipIf(findChromium() === null)('on pages of both kinds', () => {
  channelContract('WhatsApp, new keys', () => openWhatsAppSide('$1'), { skip: [] });
  channelContract('WhatsApp, old keys', () => openWhatsAppSide('_serialized'), { skip: [] });
});
