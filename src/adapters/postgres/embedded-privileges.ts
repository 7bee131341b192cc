import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** How PostgreSQL's programs are started on this machine. */
export interface ServerPrivileges {
  /** The command to run for `program` with `args`: the same, or wrapped in `setpriv`. */
  command(program: string, args: readonly string[]): { readonly file: string; readonly args: readonly string[] };
  /** Set when Node must change the user itself, because there is no `setpriv`. */
  readonly spawnAs: { readonly uid?: number; readonly gid?: number };
  /** Who owns the data: null for the user of this program. */
  readonly owner: { readonly uid: number; readonly gid: number } | null;
}

/**
 * Decides as whom PostgreSQL runs. For an ordinary user that is this user. PostgreSQL refuses to be root, so root's
 * server runs as the owner of the data folder, or when it is new as `postgres`, else as `daemon`: accounts that exist,
 * because starting a program must not add users to a machine.
 *
 * Such an account cannot enter a folder that only root may enter, like a project below /root, where both the programs
 * and the data lie. Copying them elsewhere would put the data where nobody looks for it, copies or deletes it, and
 * opening the parent folders would undo what their owner decided. So, only then, the server keeps one capability of
 * root's over file permissions: CAP_DAC_READ_SEARCH, which lets it enter and read but write nothing, or where a
 * container withholds that one CAP_DAC_OVERRIDE. Everything else of root's is dropped for good. `no_setuid_fixup`
 * makes access(2) honour the capability too; PostgreSQL asks it about its own program files.
 *
 * Where `setpriv` (util-linux) exists it also has the kernel interrupt the server when this program dies, however
 * it dies.
 *
 * @throws when root's server could not reach its files on this machine.
 */
export function planServerPrivileges(paths: {
  readonly dataDir: string;
  readonly clusterDir: string;
  readonly binary: string;
}): ServerPrivileges {
  const dieWithParent = has('setpriv', ['--pdeathsig', 'INT', '--no-new-privs', 'true'])
    ? ['--pdeathsig', 'INT', '--no-new-privs']
    : null;
  if (process.getuid?.() !== 0) return wrapped(dieWithParent, null, {});

  const owner = ownerOf(paths.clusterDir) ?? account('postgres') ?? account('daemon');
  if (!owner)
    throw new Error(`PostgreSQL refuses to run as root, and this machine has no account to run it as. ${advice}`);
  const become = ['--reuid', String(owner.uid), '--regid', String(owner.gid), '--clear-groups'];
  if (mayEnter(owner, dirname(paths.binary)) && mayEnter(owner, paths.dataDir)) {
    return wrapped(dieWithParent && [...become, ...dieWithParent], owner, owner);
  }
  const capability = dieWithParent && fileCapability();
  if (!capability) {
    throw new Error(
      `PostgreSQL refuses to run as root, and the account it would run as (uid ${owner.uid}) may not enter ` +
        `${paths.dataDir} or ${dirname(paths.binary)}. ${advice}`,
    );
  }
  const only = `-all,+${capability}`;
  const keep = ['--inh-caps', only, '--ambient-caps', only, '--bounding-set', only, '--securebits', '+no_setuid_fixup'];
  return wrapped([...become, ...keep, ...dieWithParent], owner, owner);
}

const advice =
  'Run Drumbeat as an ordinary user or from a folder that every user may enter, or set DATABASE_URL to a PostgreSQL server.';

function wrapped(
  setpriv: readonly string[] | null,
  owner: ServerPrivileges['owner'],
  withoutSetpriv: ServerPrivileges['spawnAs'],
): ServerPrivileges {
  return {
    owner,
    spawnAs: setpriv ? {} : withoutSetpriv,
    command: (program, args) =>
      setpriv ? { file: 'setpriv', args: [...setpriv, '--', program, ...args] } : { file: program, args },
  };
}

function has(command: string, args: readonly string[]): boolean {
  return process.platform === 'linux' && spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function ownerOf(folder: string): { uid: number; gid: number } | null {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : null;
}

function account(name: string): { uid: number; gid: number } | null {
  const ask = (flag: string) => {
    const answer = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return answer.status === 0 ? Number(answer.stdout) : null;
  };
  const [uid, gid] = [ask('-u'), ask('-g')];
  return uid && gid !== null ? { uid, gid } : null;
}

/** Whether an account may enter a folder and all those above it, by their permission bits. */
function mayEnter(who: { uid: number; gid: number }, folder: string): boolean {
  const { mode, uid, gid } = statSync(folder);
  const bit = uid === who.uid ? 0o100 : gid === who.gid ? 0o010 : 0o001;
  return (mode & bit) !== 0 && (dirname(folder) === folder || mayEnter(who, dirname(folder)));
}

/** The weakest capability that this container leaves to root and that opens folders (bits of linux/capability.h). */
function fileCapability(): 'dac_read_search' | 'dac_override' | null {
  const bounding = /^CapBnd:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  const allowed = BigInt(`0x${bounding ?? '0'}`);
  if (allowed & (1n << 2n)) return 'dac_read_search';
  return allowed & (1n << 1n) ? 'dac_override' : null;
}
