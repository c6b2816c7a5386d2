import { describe, it } from 'vitest';
import { checkHistories } from '../converge-run.ts';

describe('twenty thousand histories', () => {
  it('end in what people said last', async () => {
    await checkHistories({ runs: 20_000, length: 60 });
  });
});
