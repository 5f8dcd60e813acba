"""A room for two: who finds no place is told so, and nobody gets around it."""

import secrets

from exercises.content import words


def browser(page, server, address="6"):
    return page(server, address, secrets.token_hex(8))


def test_a_third_browser_is_told_that_the_room_is_full_until_somebody_goes(
    small_server, page, aside
):
    async def visit():
        one = await browser(page, small_server).come()
        two = await browser(page, small_server, "").come()
        three = browser(page, small_server)
        answer = await three.visit()
        text = answer.body.decode().replace("&#39;", "'")
        assert answer.code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert words("server.full_title") in text
        assert words("server.full") in text
        assert (await three.ask_anew()).code == 503
        # Help needs no place, and who is here may go on to another page.
        assert (await three.fetch("/help")).code == 200
        next_page = page(small_server, "3", one.seat)
        await next_page.come()
        await one.goodbye()
        await two.goodbye()
        await next_page.goodbye()
        small_server.until(lambda: small_server.kernels() == [])
        await three.come()
        await three.goodbye()

    aside(visit())
    small_server.until(lambda: small_server.kernels() == [])


def test_no_trick_gets_more_kernels_than_twice_the_room(small_server, page, aside):
    async def crowd():
        came = []
        seats = [None, "", "x", "seat", "a" * 1000, "é", *(secrets.token_hex(8) for _ in range(4))]
        for seat in [*seats, *seats, "x", "x", "x", *seats]:
            for ask in ("visit", "ask_anew"):
                one = page(small_server, "6", seat)
                if (await getattr(one, ask)()).code == 200:
                    came.append(one)
                assert len(small_server.kernels()) <= 4
        assert len(came) >= 2
        for one in came:
            await one.goodbye()

    aside(crowd())
    small_server.until(lambda: small_server.kernels() == [])
