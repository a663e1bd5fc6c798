import { createMemoryHost } from '../../src/hosts/memory/host';
import { createXlsxHost } from '../../src/hosts/xlsx/host';
import { bookOfFixture } from '../unit/xlsx/build';
import { describeShape } from './shape';

/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, what stands behind it here is not */
describeShape('memory', async ({ sheets, ...options }) => createMemoryHost(sheets, options));
// A file is taken back by its bytes.
describeShape('a file', async (given) => createXlsxHost(bookOfFixture(given), given.title), {
  takesBack: false,
});
