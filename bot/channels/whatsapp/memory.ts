/** How much memory the browser holds. The session asks once a minute. */

import { readFileSync } from 'node:fs';
import { findTree, listProcesses } from './processes.ts';

/**
 * The memory of a process and all its descendants in bytes: what each has for itself, and the largest
 * share of what they have in common, since Chromium's own code is mapped into each of its processes.
 * Null where nothing can be known.
 */
export function measureMemory(root: number): number | null {
  const processes = listProcesses();
  if (processes === null) {
    return null;
  }
  const parts = findTree(root, processes).flatMap(({ pid }) => readMemory(pid) ?? []);
  return parts.length === 0
    ? null
    : parts.reduce((sum, { own }) => sum + own, 0) + Math.max(...parts.map(({ shared }) => shared));
}

function readMemory(pid: number): { readonly own: number; readonly shared: number } | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const read = (field: string): number =>
      Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024;
    return { own: read('RssAnon'), shared: read('RssFile') + read('RssShmem') };
  } catch {
    // It ended meanwhile.
    return null;
  }
}
