/** Loaded first (`node -r`) by a process that is measured: writes { cpu, wall } (seconds) and { rss } (its peak, megabytes) to $METER. */
const { readFileSync, writeFileSync } = require('node:fs');

const start = Date.now();

/** What resourceUsage tells of a Linux process begins with the peak of the process that started it, a test runner's for one. */
function peak() {
  try {
    const [, kilobytes] = /VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'latin1')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}

process.on('exit', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  writeFileSync(
    String(process.env.METER),
    JSON.stringify({
      cpu: (userCPUTime + systemCPUTime) / 1e6,
      wall: (Date.now() - start) / 1000,
      rss: peak(),
    }),
  );
});
