import { describe, it } from 'vitest';
import { checkHistories } from './converge-run.ts';

describe('whatever way messages, edits, votes and reactions come', () => {
  it('the record is in the end what people said last', async () => {
    await checkHistories({ runs: 250, length: 40 });
  }, 120_000);
});
