/** Every PMS of the catalogue: Propexo's name in paths, and the name people know. */
export const PMS_LABELS = {
	appfolio: 'AppFolio',
	buildium: 'Buildium',
	entrata: 'Entrata',
	mri: 'MRI',
	propertyware: 'Propertyware (SOAP)',
	propertyware_rest: 'Propertyware (REST)',
	realpage_rpx: 'RealPage Exchange (RPX)',
	rentmanager: 'Rent Manager',
	rentvine: 'Rentvine',
	resman: 'ResMan',
	yardi: 'Yardi (Legacy)',
	yardi_rest: 'Yardi (REST)',
} as const;

/** Propexo's name of a PMS, as it stands in a path. */
export type Pms = keyof typeof PMS_LABELS;
