// Runs in a worker thread, from here and, bundled, from dist/: the one file that is
// plain JavaScript, because a thread is started from a file that Node runs as it is.
import { parentPort, workerData } from 'node:worker_threads';
import openapiDiff from 'openapi-diff';

const { format, source, destination } = workerData;

const outcome = await openapiDiff.diffSpecs({
  sourceSpec: { content: source, location: 'base', format },
  destinationSpec: { content: destination, location: 'head', format },
});

const locations = (details) => details.map(({ location }) => location);
const differences = (outcome.breakingDifferences ?? []).map((difference) => ({
  code: difference.code,
  source: locations(difference.sourceSpecEntityDetails),
  destination: locations(difference.destinationSpecEntityDetails),
}));

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
parentPort?.postMessage(differences);
