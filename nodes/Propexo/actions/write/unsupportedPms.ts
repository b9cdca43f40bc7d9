import { ENDPOINTS } from '../../catalogue';
import { type Pms, PMS_LABELS } from '../../catalogue/pms';
import type { Issue } from '../common/issues';
import { ISSUES } from '../messages';

/** The issue of an item whose PMS has no endpoint for the operation. */
export function unsupportedPms(resource: string, operation: string, pms: string): Issue {
	const supported = ENDPOINTS.filter(
		(endpoint) => endpoint.resource === resource && endpoint.operation === operation,
	);
	const names = supported.map((endpoint) => PMS_LABELS[endpoint.pms]).join(', ');
	const message = pms
		? ISSUES.unsupportedPms(PMS_LABELS[pms as Pms] ?? pms, names)
		: ISSUES.noPms(names);
	return { field: 'PMS', message };
}
