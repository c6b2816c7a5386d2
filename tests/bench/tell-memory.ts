/** Loaded before the program by `whatsapp-program.ts`: tells what it holds whenever it is asked over IPC. */

process.on('message', () => {
  process.send?.(process.memoryUsage().heapUsed);
});
// It asks for nothing that would keep the program alive.
process.channel?.unref();
