/** Loaded first (`node -r`) by a process that is measured: writes { cpu, wall } (seconds) and { rss } (its peak, megabytes) to $METER. */
const { readFileSync, writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

const start = Date.now();

/** What resourceUsage tells of a Linux process begins with the peak of the process that started it, a test runner's for one. */
function peak() {
  try {
    const own = /VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'latin1'));
    if (own) return Number(own[1]) / 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS / 1024;
}

// It is loaded by each thread as well.
if (isMainThread) process.on('exit', tell);

function tell() {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  writeFileSync(
    String(process.env.METER),
    JSON.stringify({
      cpu: (userCPUTime + systemCPUTime) / 1e6,
      wall: (Date.now() - start) / 1000,
      rss: peak(),
    }),
  );
}
