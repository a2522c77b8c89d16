import type { Ecosystem } from './facts.ts';

/**
 * Packages whose versions look as if they promised something and do not: their makers number by the calendar, or
 * raise the second number of `0.x` with every release whatever is in it.
 */
const patterns: Readonly<Record<string, RegExp>> = {
  go: /^(?:golang\.org\/x\/|google\.golang\.org\/(?:api|genproto)(?:\/|$)|cloud\.google\.com\/go\/auth)/,
  pypi: /^(?:attrs|black|cattrs|certifi|dask|distributed|fsspec|gcsfs|incremental|packaging|pip|pip-tools|pyopenssl|pytz|s3fs|twisted|tzdata|types-.*|boto3-stubs|usort|ufmt|hypothesis-jsonschema)$/,
  rubygems: /^(?:tzinfo-data|mime-types-data)$/,
};

export function promisesNothing(ecosystem: Ecosystem, name: string): boolean {
  return patterns[ecosystem]?.test(name) === true;
}
