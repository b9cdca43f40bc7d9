import type { Integration } from './integrations';
import type { Records } from './records';
export function seedRecords(_records: Records, _integrations: Iterable<Integration>): void {}
export function seedMany(_records: Records, _model: string, _count: number, _integration: Integration): string[] { return []; }
