namespace Kayron.Web.Jobs;

/// <summary>Whether the workers of this process run; always where it has none.</summary>
public sealed class WorkerLiveness
{
    private Func<bool> _isAlive = () => true;

    public bool IsAlive => _isAlive();

    public void Watch(Func<bool> isAlive) => _isAlive = isAlive;
}
