/** The parameter name of a Propexo field: `vendor_id` → `vendorId`, `address_1` → `address1`. */
export const parameterName = (field: string): string =>
	field.replace(/_+([a-z0-9])/g, (_, next: string) => next.toUpperCase());

/** The names of the three parameters of a list. */
export const listParameters = (field: string) => {
	const rows = parameterName(field);
	return { rows, input: `${rows}Input`, json: `${rows}Json` };
};

/** The name of the parameter that names the binary properties with the files of a field. */
export const fileParameterName = (field: string, plural: boolean): string =>
	`${parameterName(field)}BinaryPropert${plural ? 'ies' : 'y'}`;
