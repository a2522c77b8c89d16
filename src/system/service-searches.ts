import { running } from './anchor-formats.ts';
import { engineImages, isBackingService } from './backing-services.ts';
import { isClient, isServerImage, serverImages } from './client-servers.ts';
import type { Search } from './searches.ts';
import type { Subjects } from './subjects.ts';
import type { ChangedFile } from './system.ts';

/** Where else a backing service runs, and the servers of clients that moved. */
export function serviceSearches(
  { added, removed }: Subjects,
  files: readonly ChangedFile[],
): readonly Search[] {
  const moved = [...added, ...removed];
  const servesMoved = moved.some((fact) => fact.kind === 'image' && isBackingService(fact.repository));
  // What a template orders is no fact of any reader.
  const ordersMoved = files.some(({ status, path }) => status === 'modified' && /\.(?:tf|tofu)$/.test(path));
  const clients = moved.some((fact) => fact.kind === 'requirement' && isClient(fact.ecosystem, fact.name));
  const servers = moved.some((fact) => fact.kind === 'image' && isServerImage(fact.repository));
  const patterns = [
    ...(servesMoved || ordersMoved ? [engineImages] : []),
    ...(clients || servers ? [serverImages] : []),
  ];
  if (patterns.length === 0) return [];
  return [
    {
      stage: 'dependencies',
      words: [],
      patterns,
      endings: ['.yml', '.yaml', 'Dockerfile', '.dockerfile'],
      formats: running,
      mentions: false,
    },
  ];
}
