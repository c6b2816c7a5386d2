import { describe, expect, it } from 'vitest';
import { findChromium } from '../chromium.ts';
import { chooseSeed } from '../random.ts';
import { listWrong, showReport } from '../whatsapp-fault-report.ts';
import { runWhatsAppFaults } from '../whatsapp-fault-run.ts';

describe.skipIf(findChromium() === null)('the bot on WhatsApp', () => {
  it('in a thousand faults loses nothing, says nothing twice and leaves nothing stuck', async () => {
    const report = await runWhatsAppFaults({ faults: 1000, seed: chooseSeed('whatsapp faults') });
    process.stdout.write(showReport(report));
    expect(listWrong(report), report.folder).toEqual([]);
    expect(report.counts['standing answers']).toBeGreaterThan(100);
    expect(report.counts['reminders']).toBeGreaterThan(20);
  });
});
