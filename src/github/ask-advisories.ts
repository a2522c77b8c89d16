import type { Advisory, AdvisoryAnswer } from '../system/advisories.ts';
import { requestProblem } from './client.ts';
import type { GitHubClient, Log } from './client.ts';
import type { RepositoryName } from './repository-name.ts';

/** What GitHub's dependency review tells of one package that came or went. */
interface DependencyChange {
  readonly change_type: 'added' | 'removed';
  readonly manifest: string;
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  readonly scope: 'unknown' | 'runtime' | 'development';
  readonly vulnerabilities: readonly {
    readonly severity: string;
    readonly advisory_ghsa_id: string;
    readonly advisory_summary: string;
    readonly advisory_url: string;
  }[];
}

const severities: Readonly<Record<string, Advisory['severity']>> = {
  critical: 'critical',
  high: 'high',
  moderate: 'medium',
  medium: 'medium',
  low: 'low',
};

/** With it GitHub says that snapshots of a commit are missing or still on their way. */
const incomplete = 'x-github-dependency-graph-snapshot-warnings';

/**
 * Known vulnerabilities that the change brings in, from GitHub's dependency review of the two commits
 * (https://docs.github.com/rest/dependency-graph/dependency-review); what base had in the same manifest is left
 * out. Never throws: what went wrong is told.
 */
export async function askAdvisories(
  client: GitHubClient,
  repository: RepositoryName,
  { base, head }: { readonly base: string; readonly head: string },
  log: Log,
): Promise<AdvisoryAnswer> {
  let isWhole = true;
  try {
    const changes: DependencyChange[] = [];
    const pages = client.paginate.iterator('GET /repos/{owner}/{repo}/dependency-graph/compare/{basehead}', {
      ...repository,
      basehead: `${base}...${head}`,
    });
    for await (const { data, headers } of pages) {
      changes.push(...(data as readonly DependencyChange[]));
      if (headers[incomplete] !== undefined) isWhole = false;
    }
    const problem = isWhole
      ? null
      : "Not all known vulnerabilities were looked up: GitHub's dependency graph has not seen all of both commits";
    return { advisories: introduced(changes), problem };
  } catch (error) {
    const { status, message } = requestProblem(error);
    log.info(`Advisories were not asked for: ${message}`);
    const hint =
      status === 403 || status === 404
        ? 'it needs contents: read and the dependency graph of the repository'
        : 'GitHub gave no answer';
    return { advisories: [], problem: `Known vulnerabilities were not looked up: ${hint}` };
  }
}

function introduced(changes: readonly DependencyChange[]): readonly Advisory[] {
  const had = new Set(
    changes
      .filter(({ change_type: type }) => type === 'removed')
      .flatMap((each) => each.vulnerabilities.map((one) => keyOf(each, one.advisory_ghsa_id))),
  );
  const found = new Map<string, Advisory>();
  for (const change of changes.filter(({ change_type: type }) => type === 'added')) {
    for (const {
      severity,
      advisory_ghsa_id: id,
      advisory_summary: summary,
      advisory_url: url,
    } of change.vulnerabilities) {
      const key = keyOf(change, id);
      if (had.has(key) || found.has(key)) continue;
      const { ecosystem, name, version, manifest, scope } = change;
      found.set(key, {
        ecosystem,
        name,
        version,
        manifest,
        dev: scope === 'development',
        id,
        severity: severities[severity] ?? 'medium',
        summary,
        url,
      });
    }
  }
  return [...found.values()];
}

function keyOf({ manifest, name }: DependencyChange, id: string): string {
  return `${manifest}\0${name}\0${id}`;
}
