/** Names and addresses of the generated records; all invented. */

export const PROPERTIES = [
	{
		name: 'Maple Court Apartments',
		code: 'MAPLE',
		address_1: '410 Maple Court',
		city: 'Columbus',
		state: 'OH',
		zip: '43215',
	},
	{
		name: 'Harbor View Lofts',
		code: 'HARBOR',
		address_1: '77 Wharf Street',
		city: 'Portland',
		state: 'ME',
		zip: '04101',
	},
	{
		name: 'Oak Street Townhomes',
		code: 'OAK',
		address_1: '1200 Oak Street',
		city: 'Boise',
		state: 'ID',
		zip: '83702',
	},
];

export const VENDORS = [
	'Ace Plumbing & Drain',
	'Brightline Electric',
	'Cascade Landscaping',
	'Dependable HVAC Services',
	'Evergreen Pest Control',
	'First Choice Cleaning',
];

/** A short chart of accounts: number and name. */
export const ACCOUNTS: Array<[number: string, name: string]> = [
	['1010', 'Operating Cash'],
	['1020', 'Security Deposit Cash'],
	['2010', 'Accounts Payable'],
	['4010', 'Rental Income'],
	['4030', 'Pet Rent'],
	['6110', 'Repairs & Maintenance'],
	['6120', 'Appliances'],
	['6210', 'Landscaping'],
	['6310', 'Utilities'],
];

export const CHARGE_CODES: Array<[code: string, name: string]> = [
	['RENT', 'Rent'],
	['PARKING', 'Parking'],
	['PET', 'Pet rent'],
	['UTIL', 'Utility reimbursement'],
	['LATE', 'Late fee'],
];

export const PEOPLE: Array<[first: string, last: string]> = [
	['Ada', 'Morris'],
	['Ben', 'Okafor'],
	['Carla', 'Nguyen'],
	['David', 'Lindqvist'],
	['Elena', 'Castillo'],
	['Frank', 'Abernathy'],
	['Grace', 'Huang'],
	['Hassan', 'Idris'],
	['Ines', 'Moreau'],
	['Jack', 'Whitfield'],
	['Kira', 'Sato'],
	['Liam', 'Doyle'],
];

export const REQUESTS = ['Kitchen faucet drips', 'Heater does not start', 'Hallway light is out'];
