// SPDX-License-Identifier: GPL-2.0
/*
 * An I2C adapter for tests: every transfer on /dev/i2c-N is answered by a
 * program through /dev/i2c-emul. All numbers are little-endian.
 *
 *   read   u32 number, u32 messages, for each message
 *          u16 address, u16 flags, u16 length and, if it writes, its bytes
 *   write  u32 number, s32 result (messages moved, or a negative errno), and
 *          if it is not negative the bytes of all reading messages in order
 *
 * Nobody has /dev/i2c-emul open: -ENXIO, as where no device acknowledges.
 * No answer within ten seconds: -ETIMEDOUT.
 */
#include <linux/i2c.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define LONGEST 16384

static int bus = 1;
module_param(bus, int, 0444);
MODULE_PARM_DESC(bus, "N in /dev/i2c-N");

static DEFINE_MUTEX(lock); /* guards what follows */
static DECLARE_WAIT_QUEUE_HEAD(changed);
static u8 *question;
static size_t question_length;
static u32 number;
static struct i2c_msg *messages; /* of the transfer under way, or NULL */
static int message_count;
static int result;
static bool asked, answered, attended;

static u8 *put16(u8 *to, u16 value)
{
	to[0] = value;
	to[1] = value >> 8;
	return to + 2;
}

static u8 *put32(u8 *to, u32 value)
{
	return put16(put16(to, value), value >> 16);
}

static u32 get32(const u8 *from)
{
	return from[0] | from[1] << 8 | from[2] << 16 | (u32)from[3] << 24;
}

static int ask(struct i2c_msg *msgs, int count)
{
	u8 *to = put32(put32(question, ++number), count);
	int i;

	for (i = 0; i < count; i++) {
		if (to + 6 + msgs[i].len > question + LONGEST)
			return -EOPNOTSUPP;
		to = put16(put16(put16(to, msgs[i].addr), msgs[i].flags), msgs[i].len);
		if (!(msgs[i].flags & I2C_M_RD)) {
			memcpy(to, msgs[i].buf, msgs[i].len);
			to += msgs[i].len;
		}
	}
	question_length = to - question;
	messages = msgs;
	message_count = count;
	answered = false;
	asked = true;
	return 0;
}

/* The I2C core lets one transfer after the other in. */
static int transfer(struct i2c_adapter *adapter, struct i2c_msg *msgs, int count)
{
	int outcome;

	mutex_lock(&lock);
	outcome = attended ? ask(msgs, count) : -ENXIO;
	mutex_unlock(&lock);
	if (outcome)
		return outcome;
	wake_up_all(&changed);
	wait_event_timeout(changed, answered || !attended, 10 * HZ);
	mutex_lock(&lock);
	if (answered)
		outcome = result;
	else
		outcome = attended ? -ETIMEDOUT : -ENXIO;
	messages = NULL;
	asked = false;
	mutex_unlock(&lock);
	return outcome;
}

static u32 functionality(struct i2c_adapter *adapter)
{
	return I2C_FUNC_I2C | I2C_FUNC_SMBUS_EMUL;
}

static const struct i2c_algorithm algorithm = {
	.master_xfer = transfer,
	.functionality = functionality,
};

static struct i2c_adapter adapter = {
	.owner = THIS_MODULE,
	.algo = &algorithm,
	.name = "answered by a program",
};

static int attend(struct inode *inode, struct file *file)
{
	int outcome = 0;

	mutex_lock(&lock);
	if (attended)
		outcome = -EBUSY;
	else
		attended = true;
	mutex_unlock(&lock);
	return outcome;
}

static int leave(struct inode *inode, struct file *file)
{
	mutex_lock(&lock);
	attended = false;
	mutex_unlock(&lock);
	wake_up_all(&changed);
	return 0;
}

static ssize_t read_question(struct file *file, char __user *into, size_t size, loff_t *offset)
{
	ssize_t outcome = wait_event_interruptible(changed, asked);

	if (outcome)
		return outcome;
	mutex_lock(&lock);
	if (!asked)
		outcome = -EAGAIN; /* it has waited too long */
	else if (size < question_length)
		outcome = -EMSGSIZE;
	else if (copy_to_user(into, question, question_length))
		outcome = -EFAULT;
	else
		outcome = question_length;
	asked = false;
	mutex_unlock(&lock);
	return outcome;
}

static int take(const u8 *answer, size_t size)
{
	const u8 *from = answer + 8;
	size_t wanted = 8;
	int i;

	if (!messages || get32(answer) != number)
		return -ESTALE;
	result = (s32)get32(answer + 4);
	for (i = 0; result >= 0 && i < message_count; i++)
		if (messages[i].flags & I2C_M_RD)
			wanted += messages[i].len;
	if (size != wanted)
		return -EINVAL;
	for (i = 0; result >= 0 && i < message_count; i++)
		if (messages[i].flags & I2C_M_RD) {
			memcpy(messages[i].buf, from, messages[i].len);
			from += messages[i].len;
		}
	answered = true;
	return 0;
}

static ssize_t write_answer(struct file *file, const char __user *bytes, size_t size, loff_t *offset)
{
	u8 *answer;
	int outcome;

	if (size < 8 || size > LONGEST)
		return -EINVAL;
	answer = memdup_user(bytes, size);
	if (IS_ERR(answer))
		return PTR_ERR(answer);
	mutex_lock(&lock);
	outcome = take(answer, size);
	mutex_unlock(&lock);
	kfree(answer);
	wake_up_all(&changed);
	return outcome ? outcome : size;
}

static const struct file_operations operations = {
	.owner = THIS_MODULE,
	.open = attend,
	.release = leave,
	.read = read_question,
	.write = write_answer,
};

static struct miscdevice program_side = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "i2c-emul",
	.fops = &operations,
};

static int __init begin(void)
{
	int outcome;

	question = kmalloc(LONGEST, GFP_KERNEL);
	if (!question)
		return -ENOMEM;
	adapter.nr = bus;
	outcome = i2c_add_numbered_adapter(&adapter);
	if (outcome)
		goto no_adapter;
	outcome = misc_register(&program_side);
	if (outcome)
		goto no_program_side;
	return 0;
no_program_side:
	i2c_del_adapter(&adapter);
no_adapter:
	kfree(question);
	return outcome;
}

static void __exit end(void)
{
	misc_deregister(&program_side);
	i2c_del_adapter(&adapter);
	kfree(question);
}

module_init(begin);
module_exit(end);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("I2C adapter whose transfers are answered by a program");
