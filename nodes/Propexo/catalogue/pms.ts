/** Propexo's name of every PMS, as in paths, and the name users know. */
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

export type Pms = keyof typeof PMS_LABELS;
