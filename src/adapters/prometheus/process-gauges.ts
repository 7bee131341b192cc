import { Gauge, type Registry } from 'prom-client';

/**
 * Memory and processor time under the names that everybody's dashboards know; answers what reads them. Not the client's own
 * default metrics: these watch the garbage collector and the event loop for as long as the process lives.
 */
export function processGauges(registers: Registry[]): () => void {
  const rss = new Gauge({ name: 'process_resident_memory_bytes', help: 'Resident memory', registers });
  const heap = new Gauge({ name: 'nodejs_heap_size_used_bytes', help: 'Heap in use', registers });
  // A counter by its nature, which only ever is set.
  const cpu = new Gauge({
    name: 'process_cpu_seconds_total',
    help: 'User and system time of the processor',
    registers,
  });
  const started = new Gauge({ name: 'process_start_time_seconds', help: 'Seconds since 1970', registers });
  started.set(Math.round(Date.now() / 1000 - process.uptime()));
  return () => {
    const memory = process.memoryUsage();
    rss.set(memory.rss);
    heap.set(memory.heapUsed);
    const { user, system } = process.cpuUsage();
    cpu.set((user + system) / 1_000_000);
  };
}
