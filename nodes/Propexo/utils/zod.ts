// The build puts zod itself in this file's place (gulpfile.js). Everything else imports zod from
// here: next to other community packages, 'zod' can be a version in which this path is missing.
export { z } from 'zod/v3';
