// The engine tests still import these from here; they belong to test/sandbox/exampleBodies.ts.
export { minimalBody, requiredPaths } from '../../sandbox/exampleBodies';
