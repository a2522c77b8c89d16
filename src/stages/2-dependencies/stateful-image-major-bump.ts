import { code, text } from '../../report/text.ts';
import { composePairs } from '../../system/compose-project.ts';
import type { Image, Mount } from '../../system/facts.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { dataVersionOf, readingOf } from './data-formats.ts';
import type { DataVersion, Reading } from './data-formats.ts';

/** A server that keeps data goes to another release line, and its data stays where it is. */
export const statefulImageMajorBump: ChangeRule = {
  kind: 'change',
  id: 'stateful-image-major-bump',
  stage: 'dependencies',
  severity: 'critical',
  summary: 'A database or broker image changes its release line while its volume stays the same',
  assumption: 'Assumes that the new server can work with the data that the old one wrote.',
  verify: 'Restore a copy of the volume, start the new image on it, and read the log before anything else.',
  explanation: `Compares the images of compose services and Kubernetes containers that run a known database, search
engine or broker, and the volumes and folders that they mount. It fires when the release line changes, up or down, and a
volume or folder is mounted from the same source on both sides. It stays silent for patch releases, for another product,
for tags that do not tell a version, for a volume that got a new name, and for services that keep nothing: a throwaway
database of a test has no volume.

Severity: critical where the new server does not start on the old data (any step of PostgreSQL, a step back, more than
one step where only one is supported). High where it converts the data in place, because then there is no way back
without a copy. Medium where it reads the data as it is, and only the way back is in doubt.`,
  check: (change) => [...ofServices(change), ...ofContainers(change)],
};

interface Server {
  readonly name: string;
  readonly image: Located<Image> | undefined;
  readonly mounts: readonly Mount[];
}

function ofServices(change: Change): readonly Problem[] {
  const told = new Set<string>();
  return composePairs(change).flatMap((pair) =>
    [...pair.base.services.values()].flatMap((before): readonly Problem[] => {
      const after = pair.head.services.get(before.name);
      if (!after || told.has(`${pair.head.folder}\0${before.name}`)) return [];
      const found = compare(
        { ...before, mounts: [...before.mounts.values()] },
        { ...after, mounts: [...after.mounts.values()] },
        pair.head.folder,
      );
      if (found.length > 0) told.add(`${pair.head.folder}\0${before.name}`);
      return found;
    }),
  );
}

function ofContainers({ base, head, files }: Change): readonly Problem[] {
  return files.flatMap(({ path, from }) => {
    const before = containersOf(base, from ?? path);
    return containersOf(head, path).flatMap((after) => {
      const same = before.find(({ name }) => name === after.name);
      return same ? compare(same, after, path) : [];
    });
  });
}

function containersOf(system: System, path: string): readonly Server[] {
  if (system.files.get(path)?.format !== 'kubernetes') return [];
  const mounts = system.facts('mount').filter(({ file }) => file === path);
  const images = system.facts('image').filter(({ file, role }) => file === path && role === 'run');
  return images.map((image) => ({
    name: image.unit,
    image,
    mounts: mounts.filter(({ unit }) => unit === image.unit),
  }));
}

function compare(before: Server, after: Server, scope: string): readonly Problem[] {
  const old = before.image && dataVersionOf(before.image);
  const now = after.image && dataVersionOf(after.image);
  const kept = keptData(before.mounts, after.mounts);
  if (!before.image || !after.image || !old || !now || !kept) return [];
  const reading = readingOf(old, now);
  return reading === null
    ? []
    : [problemOf(before.image, after.image, after.name, scope, kept, old, now, reading)];
}

/** Settings, scripts and certificates that are mounted beside the data. */
const noData =
  /(?:^|\/)(?:etc|docker-entrypoint-initdb\.d|certs?|ssl|tls|secrets|backups?|dumps?|init|scripts|config|conf|logs?)(?:\/|$)|\.(?:conf|cnf|ini|ya?ml|json|toml|sql|sh|js|xml|crt|key|pem|properties|env)$/i;

function keptData(before: readonly Mount[], after: readonly Mount[]): Mount | undefined {
  const isData = ({ type, source, target }: Mount): boolean =>
    (type === 'volume' || type === 'bind') && source !== '' && !noData.test(target);
  return after.find(
    (mount) => isData(mount) && before.some((old) => isData(old) && old.source === mount.source),
  );
}

const advice: Readonly<Record<Reading, string>> = {
  reads: 'Take a copy of the data first.',
  converts: 'Take a copy of the data first.',
  'needs-dump':
    'It does not read data of another release line: dump and restore it, or use the upgrade tool of the product.',
  'needs-steps': 'It reads data of the line before it only: start every release line between once.',
  'goes-back': 'An older server does not read what a newer one wrote.',
};

function problemOf(
  before: Located<Image>,
  after: Located<Image>,
  name: string,
  scope: string,
  kept: Mount,
  old: DataVersion,
  now: DataVersion,
  reading: Reading,
): Problem {
  const starts = reading === 'converts' || reading === 'reads';
  const engine = [now.engine];
  return {
    subject: name,
    identity: [scope, name],
    severity: reading === 'reads' ? 'medium' : starts ? 'high' : 'critical',
    confidence: 'likely',
    title: text`${code(name)} goes from ${engine} ${code(old.line)} to ${code(now.line)} on the same data`,
    assumption: starts
      ? text`Assumes nobody will need to go back: once ${engine} ${code(now.line)} has written to ${code(kept.source)}, ${code(old.line)} ${[reading === 'reads' ? 'may not be able to' : 'cannot']} read it`
      : text`Assumes ${engine} ${code(now.line)} can start on the data that ${code(old.line)} wrote to ${code(kept.source)}`,
    detail: text`${[advice[reading]]}`,
    verify: text`Restore a copy of ${code(kept.source)}, start ${code(`${after.repository}:${after.tag ?? ''}`)} on it, and read its log`,
    at: placeOf(after),
    atBase: placeOf(before),
  };
}
