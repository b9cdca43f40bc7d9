import { runsBrowserTests } from '../host/machine';

/** `describe` where browser tests are to run (in CI always), else `describe.skip`. */
export const describeInBrowser = runsBrowserTests() ? describe : describe.skip;
