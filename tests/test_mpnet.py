"""The larger member reads the word pieces of the smaller one, and of its layers only the upper ones are tuned."""

import pytest

torch = pytest.importorskip("torch", reason="the extra 'finetune' is not installed")
transformers = pytest.importorskip("transformers", reason="the extra 'finetune' is not installed")

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    """A small model of that kind with weights drawn at random."""
    folder = tmp_path_factory.mktemp("weights")
    shape = {"hidden_size": 24, "intermediate_size": 48, "num_attention_heads": 2, "vocab_size": 30_527}
    torch.manual_seed(0)
    transformers.MPNetModel(transformers.MPNetConfig(**shape), add_pooling_layer=False).save_pretrained(folder)
    return folder


@pytest.fixture
def member(weights):
    from stance.encoder.mpnet import Mpnet

    return Mpnet(weights)


def test_it_gives_what_the_published_model_gives_for_the_same_words(member, weights):
    published = transformers.MPNetModel.from_pretrained(weights, add_pooling_layer=False).eval()
    ours = torch.tensor([[101, 2027, 100, 5222, 102], [101, 2027, 102, 0, 0]])  # begin, they, unknown, drew, end, fill
    theirs = torch.tensor([[0, 2031, 104, 5226, 2], [0, 2031, 2, 1, 1]])
    mask = (ours != 0).long()
    with torch.no_grad():
        got, expected = member.eval()(ours, mask)[0], published(theirs, mask)[0]
    assert torch.allclose(got[mask.bool()], expected[mask.bool()], atol=1e-5)


def test_only_the_upper_layers_are_tuned_and_nothing_is_dropped_below_them(member):
    member.train()
    tuned = {int(name.split("layer.")[1].split(".")[0]) for name, one in member.named_parameters() if one.requires_grad}
    assert tuned == {8, 9, 10, 11}
    at_random = {name for name, part in member.named_modules() if part.training and "dropout" in name}
    assert at_random
    assert all(int(name.split("layer.")[1].split(".")[0]) >= 8 for name in at_random)
