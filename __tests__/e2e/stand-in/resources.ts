import { examplePayload } from './events.ts';
import type { StoredCheck, StoredComment, StoredPull, StoredVulnerability, World } from './github.ts';

/** Objects as GitHub's REST API shows them; each answer is checked against GitHub's description. */

const noon = '2026-01-05T12:00:00Z';
const api = 'https://api.github.com';
const web = 'https://github.com';

function user(login: string): Readonly<Record<string, unknown>> {
  const url = `${api}/users/${encodeURIComponent(login)}`;
  const lists = [
    'followers',
    'following',
    'gists',
    'starred',
    'subscriptions',
    'repos',
    'events',
    'received_events',
  ];
  return {
    login,
    id: login.length,
    node_id: 'MDQ6VXNlcjE=',
    avatar_url: 'https://avatars.githubusercontent.com/u/1?v=4',
    gravatar_id: '',
    url,
    html_url: `${web}/${encodeURIComponent(login)}`,
    organizations_url: `${url}/orgs`,
    ...Object.fromEntries(lists.map((list) => [`${list}_url`, `${url}/${list}`])),
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    site_admin: false,
  };
}

function person(): Readonly<Record<string, unknown>> {
  return { name: 'Ada', email: 'ada@example.org', date: noon };
}

function at(world: World, path: string): string {
  return `${api}/repos/${world.owner}/${world.repo}/${path}`;
}

export function issueComment(world: World, comment: StoredComment): unknown {
  return {
    id: comment.id,
    node_id: 'IC_1',
    url: at(world, `issues/comments/${comment.id}`),
    html_url: `${web}/${world.owner}/${world.repo}/issues/${comment.on}#issuecomment-${comment.id}`,
    issue_url: at(world, `issues/${comment.on}`),
    user: user(comment.login),
    created_at: noon,
    updated_at: noon,
    author_association: 'NONE',
    body: comment.body,
  };
}

export function dependencyChange(given: StoredVulnerability): unknown {
  return {
    change_type: 'added',
    manifest: given.manifest,
    ecosystem: 'npm',
    name: given.name,
    version: given.version,
    package_url: `pkg:npm/${given.name}@${given.version}`,
    license: 'MIT',
    source_repository_url: null,
    scope: 'runtime',
    vulnerabilities: [
      {
        severity: given.severity,
        advisory_ghsa_id: given.id,
        advisory_summary: given.summary,
        advisory_url: `${web}/advisories/${given.id}`,
      },
    ],
  };
}

export function pullRequest(pull: StoredPull): unknown {
  const { pull_request: example } = examplePayload('pull_request', 'synchronize') as {
    readonly pull_request: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  return {
    ...example,
    number: pull.number,
    head: { ...example['head'], sha: pull.head },
    base: { ...example['base'], sha: pull.base },
  };
}

export function commit(world: World, sha: string): unknown {
  return {
    url: at(world, `commits/${sha}`),
    sha,
    node_id: 'C_1',
    html_url: `${web}/${world.owner}/${world.repo}/commit/${sha}`,
    comments_url: at(world, `commits/${sha}/comments`),
    commit: {
      url: at(world, `git/commits/${sha}`),
      author: person(),
      committer: person(),
      message: 'A commit',
      comment_count: 0,
      tree: { sha, url: at(world, `git/trees/${sha}`) },
    },
    author: user('ada'),
    committer: user('ada'),
    parents: [],
  };
}

export function gitCommit(world: World, sha: string, parents: readonly string[]): unknown {
  return {
    sha,
    node_id: 'C_1',
    url: at(world, `git/commits/${sha}`),
    html_url: `${web}/${world.owner}/${world.repo}/commit/${sha}`,
    author: person(),
    committer: person(),
    tree: { sha, url: at(world, `git/trees/${sha}`) },
    message: 'A commit',
    parents: parents.map((parent) => ({
      sha: parent,
      url: at(world, `git/commits/${parent}`),
      html_url: `${web}/${world.owner}/${world.repo}/commit/${parent}`,
    })),
    verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
  };
}

export function gitRef(world: World, ref: string, sha: string): unknown {
  return {
    ref,
    node_id: 'REF_1',
    url: at(world, `git/${ref}`),
    object: { type: 'commit', sha, url: at(world, `git/commits/${sha}`) },
  };
}

export function diffEntry(filename: string): unknown {
  return {
    sha: '0'.repeat(40),
    filename,
    status: 'modified',
    additions: 1,
    deletions: 1,
    changes: 2,
    blob_url: `${web}/blob`,
    raw_url: `${web}/raw`,
    contents_url: `${api}/contents`,
  };
}

export function checkRun(world: World, check: StoredCheck, id: number): unknown {
  const page = `${web}/${world.owner}/${world.repo}/actions/runs/${check.runId}/job/${id}`;
  return {
    id,
    node_id: 'CR_1',
    head_sha: check.sha,
    external_id: '',
    url: at(world, `check-runs/${id}`),
    html_url: page,
    details_url: page,
    status: check.status,
    conclusion: check.conclusion,
    started_at: noon,
    completed_at: check.status === 'completed' ? noon : null,
    output: {
      title: null,
      summary: null,
      text: null,
      annotations_count: 0,
      annotations_url: `${api}/annotations`,
    },
    name: check.name,
    check_suite: { id: check.runId },
    app: null,
    pull_requests: [],
  };
}
