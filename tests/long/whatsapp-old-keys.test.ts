/** The WhatsApp channel keeps the contract also where message keys are as they were before July 2026. */
import { describe } from 'vitest';
import { findChromium } from '../chromium.ts';
import { channelContract } from '../contracts/channel.ts';
import { openWhatsAppSide } from '../contracts/whatsapp-side.ts';

describe.skipIf(findChromium() === null)('in a browser', () => {
  channelContract('WhatsApp, old keys', () => openWhatsAppSide('_serialized'), { skip: [] });
});
