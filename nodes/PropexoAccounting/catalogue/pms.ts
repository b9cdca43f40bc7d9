/** Every PMS of the catalogue: Propexo's name in paths, and the name people know. */
export const PMS_LABELS = {
	buildium: 'Buildium',
	propertyware_rest: 'Propertyware (REST)',
	rentmanager: 'Rent Manager',
	resman: 'ResMan',
} as const;

/** Propexo's name of a PMS, as it stands in a path. */
export type Pms = keyof typeof PMS_LABELS;
