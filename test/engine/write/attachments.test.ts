import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ISSUES } from '../../../nodes/Propexo/actions/messages';
import { fieldLabel } from '../../../nodes/Propexo/catalogue/labels';
import { byId } from '../support/form';
import { setUp, writesOf } from '../support/setup';

const setup = setUp();

const MEGABYTE = 1024 * 1024;

const file = (megabytes: number, mimeType = 'application/pdf', fileName = 'bill.pdf') => ({
	data: 'A'.repeat(Math.ceil((megabytes * MEGABYTE) / 3) * 4),
	mimeType,
	fileName,
});

const entrataBill: INodeParameters = {
	resource: 'invoice',
	operation: 'create',
	pms: 'entrata',
	integrationId: byId('intg-entrata-1'),
	vendorId: byId('vendor'),
	vendorLocationId: byId('place'),
	invoiceNumber: 'A-1',
	invoiceDate: '2026-11-30',
	totalAmountInCents: 100,
	invoiceItems: {
		values: [
			{
				propertyId: byId('p'),
				financialAccountId: byId('f'),
				totalAmountInCents: 100,
				notes: 'Paint',
			},
		],
	},
	additionalFields: { attachmentsBinaryProperties: 'scan, letter' },
};

const registerImage: INodeParameters = {
	resource: 'payableRegister',
	operation: 'uploadFile',
	pms: 'yardi',
	integrationId: byId('intg-yardi-1'),
	payableRegisterId: byId('register'),
	attachmentBinaryProperty: 'scan',
};

const run = async (parameters: INodeParameters, binary: INodeExecutionData['binary']) =>
	await setup.engine.run({ parameters, items: [{ json: {}, ...(binary && { binary }) }] });

it('two files → sent as base64 with their names and types', async () => {
	const letter = {
		data: Buffer.from('Dear Sir').toString('base64'),
		mimeType: 'text/plain',
		fileName: 'letter.txt',
	};
	const { error } = await run(entrataBill, { scan: file(0.001), letter });

	expect(error).toBeUndefined();
	expect((writesOf(setup)[0]!.body as { attachments: unknown[] }).attachments).toEqual([
		{ file_data: file(0.001).data, file_name: 'bill.pdf', mime_type: 'application/pdf' },
		{ file_data: letter.data, file_name: 'letter.txt', mime_type: 'text/plain' },
	]);
});

it.each([
	[
		'a binary property that does not exist',
		entrataBill,
		{ scan: file(0.001) },
		'attachments',
		ISSUES.noFile('letter', ['scan']),
	],
	['an item without files', registerImage, undefined, 'attachment', ISSUES.noFile('scan', [])],
	[
		'files over 50 MB together',
		entrataBill,
		{ scan: file(26), letter: file(26) },
		'attachments',
		ISSUES.totalFileSize('50.0 MB', '52.0 MB'),
	],
	[
		'a file above the limit of its field',
		registerImage,
		{ scan: file(48, 'image/png') },
		'attachment',
		ISSUES.fileSize('scan', '47.6 MB', '48.0 MB'),
	],
	[
		'a file of another type',
		registerImage,
		{ scan: file(0.001) },
		'attachment',
		ISSUES.fileType('scan', 'image/png', 'application/pdf'),
	],
	[
		'two files for a field that takes one',
		{ ...registerImage, attachmentBinaryProperty: 'scan, letter' },
		{ scan: file(0.001, 'image/png') },
		'attachment',
		ISSUES.singleFile,
	],
])('%s → refused before anything is sent', async (_, parameters, binary, field, issue) => {
	const { error } = await run(parameters, binary as INodeExecutionData['binary']);

	expect(error?.message).toBe(`${fieldLabel(field)} ${issue} ${itemTag(0)}`);
	expect(setup.sandbox.requests).toEqual([]);
});

it('a file of 0.5 MB → its content is neither in the output nor in the data kept for retries', async () => {
	const scan = file(0.5, 'image/png', 'scan.png');
	const { items, run: execution } = await run(registerImage, { scan });

	expect(items[0]!.json.result).toMatchObject({
		attachment: { file_data: expect.stringMatching(/^\(\d+ characters\)$/) as string },
	});
	expect(JSON.stringify(execution.data.executionData?.contextData)).not.toContain(
		scan.data.slice(0, 1_000),
	);
});

it('a workflow that keeps files in the JSON (binary mode combined) → the file is found there', async () => {
	const scan = { ...file(0.001, 'image/png', 'scan.png'), fileType: 'image' };
	const { error } = await setup.engine.run({
		parameters: { ...registerImage, attachmentBinaryProperty: 'page.scan' },
		items: [{ page: { scan } }],
		workflowSettings: { binaryMode: 'combined' },
	});

	expect(error).toBeUndefined();
	expect((writesOf(setup)[0]!.body as { attachment: unknown }).attachment).toEqual({
		file_data: scan.data,
	});
});
