// The API as its own process, which ends with the benchmark that started it.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
await import('../../../apps/api/src/main.ts');
