import { compose } from './compose/format.ts';
import { dockerfile } from './dockerfile/format.ts';
import type { Format } from './format.ts';
import { makefile } from './makefile/format.ts';
import { justfile } from './justfile/format.ts';
import { procfile } from './procfile/format.ts';

/** Every format there is. The first that matches a path and recognises the text reads it. */
export const formats: readonly Format[] = [compose, dockerfile, makefile, justfile, procfile];
