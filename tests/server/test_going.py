"""A page that goes takes its kernel with it, and nothing of it is left."""

import pytest


def test_a_page_whose_connection_drops_is_missed_after_the_longest_break(server, page, aside):
    async def visit():
        someone = await page(server).come()
        await someone.start()
        assert len(server.kernels()) == 1
        someone.drop()

    server.until(lambda: server.kernels() == [])  # those of earlier tests
    aside(visit())
    server.until(lambda: server.kernels() == [])


def test_a_goodbye_ends_the_kernel_before_the_line_is_open_and_with_it(server, page, aside, gone):
    async def visit():
        someone = page(server)
        await someone.visit()
        assert (await someone.goodbye()).code == 204
        await someone.connect()
        with pytest.raises(gone) as met:
            await someone.hear()
        assert met.value.code == 4410
        assert (await someone.goodbye()).code == 204  # it is gone already
        await someone.ask_anew()
        await someone.connect()
        await someone.goodbye()

    aside(visit())
    server.until(lambda: server.kernels() == [])


def test_a_page_gets_back_its_own_kernel_and_after_a_kill_another(server, page, aside, gone):
    async def visit():
        someone = await page(server).come()
        code, key = await someone.start()
        had = someone.kernel
        assert (await someone.ask_anew()).code == 200
        assert someone.kernel == had
        server.kernels()[0].kill()
        with pytest.raises(gone):
            await someone.hear()
        await someone.ask_anew()
        assert someone.kernel != had
        await someone.connect()
        assert (await someone.open(code, key))["kind"] == "opened"
        await someone.goodbye()

    aside(visit())
    server.until(lambda: server.kernels() == [])


def test_two_hundred_visits_leave_no_open_file_and_no_process(server, page, aside):
    def held():
        return server.process.num_fds(), server.warm.num_fds(), len(server.processes())

    async def visits(count):
        one = page(server)
        for number in range(count):
            if number % 50 == 49:
                # A hundred fit, and each stays for some last words.
                server.until(lambda: server.kernels() == [])
            assert (await one.visit()).code == 200
            if number % 10 == 0:
                await one.connect()
                one.drop()
            elif number % 10 == 5:
                server.kernels()[0].kill()
                await one.goodbye()
            else:
                await one.goodbye()

    aside(visits(2))
    server.until(lambda: server.kernels() == [])
    before = held()
    aside(visits(200))
    server.until(lambda: server.kernels() == [])
    server.until(lambda: all(now <= then for now, then in zip(held(), before, strict=True)))
