/**
 * A vitest reporter that ends the whole run with one line: `N passed, N failed` (`, N skipped`).
 * Used by both vitest configurations. A file that does not load, a broken hook and an error outside
 * of tests each count as one failure: a run that fails never says `0 failed`.
 */

import { writeSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Makes the reporter. The line is written when the process ends, after all that others print. */
export function createClosingLine(): Reporter {
  let counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  return {
    onInit() {
      process.once('exit', (code) => {
        const unexplained = code !== 0 && counts.failed === 0;
        writeSync(1, `${phrase(unexplained ? { ...counts, failed: 1 } : counts)}\n`);
      });
    },
    onTestRunEnd(modules, errors) {
      counts = { passed: 0, failed: errors.length, skipped: 0 };
      for (const module of modules) {
        addModule(counts, module);
      }
    },
  };
}

function addModule(counts: Counts, module: TestModule): void {
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state === 'passed' || state === 'failed') {
      counts[state] += 1;
    } else {
      counts.skipped += 1;
    }
  }
  const broken = [module, ...module.children.allSuites()].filter(
    (part) => part.errors().length > 0,
  );
  counts.failed += broken.length;
}

function phrase({ passed, failed, skipped }: Counts): string {
  const tail = skipped > 0 ? `, ${skipped} skipped` : '';
  return `${passed} passed, ${failed} failed${tail}`;
}
