"""The name of a replica tells whose it is, to whoever knows the key."""

from danvan_desktop.domain.replica import is_replica, is_replica_of, new_replica, renamed_replica

OWN, OTHER = "ab" * 32, "cd" * 32


def test_a_replica_is_of_the_device_that_made_it_and_of_no_other():
    made = new_replica(OWN)
    assert is_replica(made)
    assert is_replica_of(made, OWN)
    assert not is_replica_of(made, OTHER)


def test_one_device_has_many_replicas():
    assert len({new_replica(OWN) for _turn in range(50)}) == 50


def test_replicas_of_before_are_called_the_same_everywhere_and_differ_by_their_device():
    named = renamed_replica("0123456789abcdef", OWN)
    assert is_replica_of(named, OWN)
    assert named == renamed_replica("0123456789abcdef", OWN) != renamed_replica("0123456789abcdee", OWN)
    assert named != renamed_replica("0123456789abcdef", OTHER)
    assert not is_replica("0123456789abcdef")


def test_nothing_else_is_a_replica_of_a_device():
    made = new_replica(OWN)
    for other in ("", made[:16], made + "0", made.upper(), "0" * 24):
        assert not is_replica_of(other, OWN)
