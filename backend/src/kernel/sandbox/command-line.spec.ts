import { enteringCgroups, sandboxArgv } from './command-line.js';
import type { Isolation } from './isolation.js';

const isolation: Isolation = {
  mode: 'bubblewrap',
  sentence: '',
  dropsRoot: false,
  cgroups: null,
  tools: { bwrap: '/usr/bin/bwrap', setpriv: '/usr/bin/setpriv', prlimit: '/usr/bin/prlimit', timeout: '/usr/bin/timeout' },
};
const hostile = '$(reboot); `id` && x';
const command = {
  argv: ['/bin/echo', hostile],
  workDir: '/usr',
  readOnly: ['/etc'],
  hide: ['/var'],
  env: { A: hostile },
  wallSeconds: 10,
  fileBytes: 1000,
};

describe('the command line of the sandbox', () => {
  it('carries arguments as they are, never as shell text', () => {
    for (const mode of ['bubblewrap', 'prlimit'] as const) {
      expect(sandboxArgv({ ...isolation, mode }, command).slice(-2)).toEqual(['/bin/echo', hostile]);
      expect(
        enteringCgroups(['/g'], sandboxArgv({ ...isolation, mode }, command))
          .filter((part) => part.includes('reboot'))
          .every((part) => part === hostile),
      ).toBe(true);
    }
  });

  it('cuts off network, rights and environment', () => {
    const argv = sandboxArgv(isolation, command);
    expect(argv).toEqual(expect.arrayContaining(['--unshare-all', '--clearenv', '--new-session', '--die-with-parent', '--disable-userns']));
    expect(argv.join(' ')).toContain('--cap-drop ALL');
    expect(argv.join(' ')).toContain('--ro-bind / /');
  });

  it('drops all rights before the work begins when the backend is root', () => {
    const argv = sandboxArgv({ ...isolation, dropsRoot: true }, command);
    const drop = argv.indexOf('/usr/bin/setpriv');
    expect(argv.slice(drop, drop + 4)).toEqual(['/usr/bin/setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']);
    expect(argv.indexOf('--disable-userns')).toBeGreaterThan(drop);
    expect(argv.slice(-2)).toEqual(['/bin/echo', hostile]);
  });

  it('hides what must not be seen and still shows what must be read inside it', () => {
    const argv = sandboxArgv(isolation, { ...command, readOnly: ['/var/lib/dpkg'] }).join(' ');
    expect(argv).toContain('--tmpfs /var ');
    // Where the project itself lies under a hidden folder, its own paths stand between the two.
    expect(argv).toContain('--dir /var/lib ');
    expect(argv).toContain('--ro-bind /var/lib/dpkg /var/lib/dpkg');
    expect(argv.indexOf('--tmpfs /var')).toBeLessThan(argv.indexOf('--ro-bind /var/lib/dpkg'));
  });

  it('keeps the wall limit even when the backend is gone', () => {
    expect(sandboxArgv(isolation, command).join(' ')).toContain('/usr/bin/timeout -k 1 15 ');
  });
});
