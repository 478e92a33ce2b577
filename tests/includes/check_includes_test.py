"""Shows that check_includes.py finds made-up violations and nothing else."""

import pathlib
import tempfile
import unittest

import check_includes


def found_in(path: str, text: str) -> list[str]:
    """The violations of a tree whose only file is `path`."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, path)
        file.parent.mkdir(parents=True)
        file.write_text(text)
        return check_includes.violations(pathlib.Path(folder))


class CheckIncludes(unittest.TestCase):
    def test_a_lower_room_may_be_included(self):
        self.assertEqual(found_in("harness/report/text.cpp", '#include "harness/assess/assess.hpp"\n#include <string>\n'), [])

    def test_the_own_room_may_be_included(self):
        self.assertEqual(found_in("probes/nss/softoken.cpp", '#include "probes/module.hpp"\n'), [])

    def test_a_higher_room_may_not(self):
        self.assertEqual(
            found_in("harness/model/bytes.cpp", '#include "harness/model/bytes.hpp"\n\n#include "harness/cli/command.hpp"\n'),
            ['harness/model/bytes.cpp:3: includes "harness/cli/command.hpp": harness/model may not know harness/cli'],
        )

    def test_a_room_of_the_same_layer_may_not(self):
        self.assertEqual(
            found_in("probes/openssl/digest.cpp", '  #  include  "harness/vectors/case.hpp"\n'),
            ['probes/openssl/digest.cpp:1: includes "harness/vectors/case.hpp": probes may not know harness/vectors'],
        )

    def test_a_path_that_is_not_from_the_root_is_found(self):
        self.assertRegex(found_in("harness/host/boot.cpp", '#include "boot.hpp"\n')[0], "names no room")

    def test_a_room_without_a_layer_is_found(self):
        self.assertRegex(found_in("harness/new/thing.cpp", '#include "harness/model/bytes.hpp"\n')[0], "no room that has a layer")


if __name__ == "__main__":
    unittest.main()
